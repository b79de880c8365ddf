package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a crontab line fires that restricts both the days of the month and the days of the week. */
public enum DayMatch {
    /** On either, as Unix has it. */
    @JsonProperty("or")
    OR,
    /** On days that are both: {@code 0 0 13 * 5} is then each Friday the 13th. */
    @JsonProperty("and")
    AND
}
