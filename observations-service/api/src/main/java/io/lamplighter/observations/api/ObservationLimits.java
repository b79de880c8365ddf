package io.lamplighter.observations.api;

/**
 * What the texts of an observation may be. Whoever writes to the topic checks it beforehand with these, for what does not
 * fit is not stored but goes to the dead letters.
 */
public final class ObservationLimits {
    /** Characters of a name. */
    public static final int NAME_LIMIT = 100;

    /** Characters of a UCUM code. */
    public static final int UNITS_LIMIT = 10;

    /** Characters of a textual status. */
    public static final int TEXT_LIMIT = 1024;

    private ObservationLimits() {}

    /** Lower-case letters, digits and underscores, a letter first. */
    public static boolean isName(String name) {
        if (name.isEmpty() || name.length() > NAME_LIMIT || !isLetter(name.charAt(0))) {
            return false;
        }
        for (var i = 1; i < name.length(); i++) {
            var each = name.charAt(i);
            if (!isLetter(each) && !(each >= '0' && each <= '9') && each != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char each) {
        return each >= 'a' && each <= 'z';
    }

    /** UCUM codes are printable ASCII without blanks. */
    public static boolean isUnits(String units) {
        return units.length() <= UNITS_LIMIT && units.chars().allMatch(each -> each > ' ' && each < 127);
    }

    /** Neither NUL, which PostgreSQL does not store, nor half of a character, which UTF-8 does not have. */
    public static boolean isStorable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var each = text.charAt(i);
            if (each == 0 || Character.isLowSurrogate(each)) {
                return false;
            }
            if (Character.isHighSurrogate(each)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
