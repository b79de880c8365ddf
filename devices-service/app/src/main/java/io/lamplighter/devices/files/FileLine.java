package io.lamplighter.devices.files;

/**
 * One line of a file; in CSV one record, which may have line ends between quotes.
 *
 * @param number where it begins, 1 for the first line of the file
 * @param text its characters without the line end; null when it cannot be read
 * @param fault why it cannot be read; null when it can
 */
public record FileLine(long number, String text, String fault) {

    static FileLine readable(long number, String text) {
        return new FileLine(number, text, null);
    }

    static FileLine unreadable(long number, String fault) {
        return new FileLine(number, null, fault);
    }

    public boolean isBlank() {
        return text != null && text.isBlank();
    }
}
