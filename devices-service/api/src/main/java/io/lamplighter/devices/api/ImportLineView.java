package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * What became of one line of an imported file.
 *
 * @param line the number of the line in the file, 1 for the first (in CSV that is the header); null for a device that
 *     the file lacks
 * @param outcome {@code created}, {@code updated}, {@code unchanged}, {@code missing} (not in the file, marked as such) or
 *     {@code refused}
 * @param id the device; null when the line is refused and names none
 * @param violations why it is refused; null otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportLineView(Long line, String outcome, UUID id, List<Violation> violations) {

    /**
     * One thing that is wrong with a line.
     *
     * @param field such as {@code labels.room}, or {@code line} when it is about the line as such
     * @param message what is wrong there
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Violation(String field, String message) {}
}
