/** A reader needs time to enrol: of the absolute days met in practice few leave less than 90 days. */
export const enrolDays = 90;
