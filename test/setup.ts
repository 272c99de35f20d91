import fc from "fast-check";

// The same cases every time, so that a red test is red for everyone; FC_SEED looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122) });
