package io.lamplighter.interactions.schedules;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which schedules this deployment fires, by their names. */
@Singleton
final class NamePatterns {
    private final List<Pattern> included;
    private final List<Pattern> excluded;

    NamePatterns(SchedulesConfig config) {
        this.included = patterns(config.include().orElse(List.of("*")));
        this.excluded = patterns(config.exclude().orElse(List.of()));
    }

    private static List<Pattern> patterns(List<String> globs) {
        return globs.stream().map(NamePatterns::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Arrays.stream(glob.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    boolean admit(String name) {
        return anyMatches(included, name) && !anyMatches(excluded, name);
    }

    private static boolean anyMatches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
