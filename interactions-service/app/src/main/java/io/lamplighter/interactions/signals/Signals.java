package io.lamplighter.interactions.signals;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;
import java.util.TreeSet;

/** Asks the configured sources. */
@Singleton
final class Signals {
    /** Some sources leave out the seconds. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm[:ss]")
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:mm", "Z")
            .toFormatter(java.util.Locale.ROOT);

    private final SignalsConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Vertx vertx;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Signals(SignalsConfig config, ObjectMapper mapper, Clock clock, Vertx vertx) {
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** A source gave no number that can be used. */
    static final class DeadSourceException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeadSourceException(String why) {
            super(why, null, false, false);
        }
    }

    Set<String> names() {
        return new TreeSet<>(config.sources().keySet());
    }

    /** The number that holds now, told on the caller's own context; fails with {@link DeadSourceException}. */
    Uni<Double> now(String name) {
        var source = config.sources().get(name);
        if (source == null) {
            return Uni.createFrom().failure(new DeadSourceException("There is no source " + name + "."));
        }
        var request =
                HttpRequest.newBuilder(source.url()).timeout(source.timeout()).GET();
        source.headers().forEach(request::header);
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()))
                .emitOn(MutinyHelper.executor(vertx.getOrCreateContext()))
                .map(answer -> number(source, answer))
                .onFailure(failure -> !(failure instanceof DeadSourceException))
                .transform(failure -> new DeadSourceException("It does not answer."));
    }

    private Double number(SignalsConfig.Source source, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new DeadSourceException("It answers with status " + answer.statusCode() + ".");
        }
        try {
            var body = mapper.readTree(answer.body());
            checkAge(source, body);
            var value = body.at(JsonPointer.compile(source.value()));
            if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                throw new DeadSourceException("There is no number at " + source.value() + " of its answer.");
            }
            return value.doubleValue();
        } catch (IOException broken) {
            throw new DeadSourceException("Its answer is not JSON.");
        }
    }

    private void checkAge(SignalsConfig.Source source, JsonNode body) {
        if (source.validAt().isEmpty()) {
            return;
        }
        var text = body.at(JsonPointer.compile(source.validAt().get())).asText();
        if (Duration.between(time(text), clock.instant()).compareTo(source.maxAge()) > 0) {
            throw new DeadSourceException("Its last number is of " + text + ", which is too old.");
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException wrong) {
            throw new DeadSourceException("It tells no time that can be read.");
        }
    }
}
