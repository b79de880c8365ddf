package io.lamplighter.interactions.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seven fields of a crontab line, with words written out and hashed and random fields settled.
 *
 * @param columns where each field begins in the line as it was given, from 1; 0 for one that was not given
 */
record CronLine(List<String> fields, List<Integer> columns) {
    /** As Jenkins and croniter have them: spread out by the name instead of all at midnight. */
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "H H H H *",
            "@annually", "H H H H *",
            "@monthly", "H H H * *",
            "@weekly", "H H * * H",
            "@daily", "H H * * *",
            "@midnight", "H H(0-2) * * *",
            "@hourly", "H * * * *");

    private static final Pattern HASHED = Pattern.compile("([HR])(?:\\((\\d{1,4})-(\\d{1,4})\\))?(?:/(\\d{1,4}))?");
    private static final Pattern TOKEN = Pattern.compile("\\S+");

    /**
     * @param hashedBy what the values of {@code H} depend on
     * @param drawnBy what the values of {@code R} depend on
     */
    static CronLine parse(String line, String hashedBy, String drawnBy) throws InvalidTimingException {
        var word = WORDS.get(line.strip().toLowerCase(Locale.ROOT));
        if (line.strip().startsWith("@") && word == null) {
            throw new InvalidTimingException("must be one of "
                    + String.join(", ", WORDS.keySet().stream().sorted().toList()) + ", or five to seven fields");
        }
        var tokens = TOKEN.matcher(word == null ? line : word).results().toList();
        if (tokens.size() < 5 || tokens.size() > 7) {
            throw new InvalidTimingException(
                    "must have 5 fields (minute hour day month weekday), 6 with seconds first, or "
                            + "7 with the year last, not " + tokens.size());
        }
        var settled = new CronLine(new ArrayList<>(), new ArrayList<>());
        if (tokens.size() == 5) {
            settled.add("0", 0);
        }
        for (var token : tokens) {
            settled.add(token.group(), word == null ? token.start() + 1 : 1);
        }
        if (tokens.size() < 7) {
            settled.add("*", 0);
        }
        return settled.settled(hashedBy, drawnBy);
    }

    private void add(String field, int column) {
        fields.add(field.toUpperCase(Locale.ROOT).replace('?', '*'));
        columns.add(column);
    }

    private CronLine settled(String hashedBy, String drawnBy) throws InvalidTimingException {
        var settled = new ArrayList<String>();
        for (var field : CronField.values()) {
            var parts = new ArrayList<String>();
            for (var part : fields.get(field.place()).split(",", -1)) {
                var hashed = HASHED.matcher(part);
                parts.add(hashed.matches() ? settled(field, hashed, hashedBy, drawnBy) : part);
            }
            settled.add(String.join(",", parts));
        }
        return new CronLine(List.copyOf(settled), columns);
    }

    private String settled(CronField field, Matcher hashed, String hashedBy, String drawnBy)
            throws InvalidTimingException {
        int from = hashed.group(2) == null ? field.hashedFrom() : Integer.parseInt(hashed.group(2));
        int to = hashed.group(3) == null ? field.hashedTo() : Integer.parseInt(hashed.group(3));
        if (from > to || from < field.from() || to > field.to()) {
            throw wrong(field, "Range " + from + "-" + to + " is not within " + field.from() + "-" + field.to());
        }
        var seed = hashed.group(1).equals("H") ? hashedBy : drawnBy;
        if (hashed.group(4) == null) {
            return Integer.toString(from + Spread.of(seed, field.place(), to - from + 1));
        }
        int step = Integer.parseInt(hashed.group(4));
        if (step < 1 || step > to - from + 1) {
            throw wrong(field, "Step " + step + " is not within 1-" + (to - from + 1));
        }
        return from + Spread.of(seed, field.place(), step) + "-" + to + "/" + step;
    }

    InvalidTimingException wrong(CronField field, String reason) {
        int column = columns.get(field.place());
        var where = column == 0 ? "" : " (column " + column + ")";
        return new InvalidTimingException("cannot be read in the " + field.word() + " field" + where + ": " + reason);
    }

    /** The line with all seven fields. */
    String text() {
        return String.join(" ", fields);
    }

    /** A line that restricts nothing but this field. */
    String only(CronField field) {
        var others = new ArrayList<>(List.of("*", "*", "*", "*", "*", "*", "*"));
        others.set(field.place(), fields.get(field.place()));
        return String.join(" ", others);
    }
}
