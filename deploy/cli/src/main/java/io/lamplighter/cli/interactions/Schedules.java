package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;

/** Schedules by what people call them, and in words. */
final class Schedules {
    static final String PATH = "/api/schedules";

    private Schedules() {}

    /** @throws MistakeException when there is none of this name, in whatever case */
    static JsonNode named(String nameOrId, Edge edge) {
        if (isId(nameOrId)) {
            return edge.get(PATH + "/" + nameOrId, Query.none());
        }
        var found = new ArrayList<JsonNode>();
        edge.pages(
                PATH,
                Query.none(),
                Long.MAX_VALUE,
                page -> page.stream()
                        .filter(schedule -> schedule.path("name").asText().equalsIgnoreCase(nameOrId))
                        .forEach(found::add));
        if (found.size() != 1) {
            throw new MistakeException(
                    found.isEmpty()
                            ? "There is no schedule named " + nameOrId + "; ./lamplighter schedules lists them"
                            : found.size() + " schedules are named " + nameOrId + "; give the id of one");
        }
        return found.getFirst();
    }

    static String id(String nameOrId, Edge edge) {
        return isId(nameOrId) ? nameOrId : named(nameOrId, edge).path("id").asText();
    }

    /** When it fires. */
    static String when(JsonNode schedule) {
        if (schedule.hasNonNull("every")) {
            return "every " + Text.of(schedule.path("every"));
        }
        if (schedule.hasNonNull("rate")) {
            return "each " + Text.of(schedule.path("rate"));
        }
        if (schedule.hasNonNull("at")) {
            return "once";
        }
        return Text.of(schedule.path("cron")) + " " + Text.of(schedule.path("timeZone"));
    }

    /** How it stands. */
    static String state(JsonNode schedule) {
        if (schedule.hasNonNull("retiredAt")) {
            return "retired";
        }
        if (schedule.path("running").asBoolean()) {
            return "running";
        }
        if (!schedule.path("enabled").asBoolean(true)) {
            return "paused";
        }
        return schedule.path("active").asBoolean(true) ? "waiting" : "not here";
    }

    /** How its newest interactions went. */
    static String success(JsonNode schedule) {
        var rate = schedule.path("figures").path("successRate");
        return rate.isNumber() ? Math.round(100 * rate.asDouble()) + " %" : "-";
    }

    /** How late its newest interactions started, all but the worst in a hundred. */
    static String late(JsonNode schedule) {
        var late = schedule.path("figures").path("latenessP99");
        return late.isTextual()
                ? "%.1f ms".formatted(Duration.parse(late.asText()).toNanos() / 1e6)
                : "-";
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
