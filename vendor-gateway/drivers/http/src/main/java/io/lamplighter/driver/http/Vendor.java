package io.lamplighter.driver.http;

import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.http.definitions.Read;
import io.lamplighter.driver.http.definitions.RequestRule;
import io.lamplighter.driver.http.definitions.SetRule;
import io.lamplighter.driver.http.documents.Document;
import io.lamplighter.driver.http.documents.Format;
import io.lamplighter.driver.http.documents.UnreadableException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Asks a vendor what a definition says, and reads its answers as the definition says. */
final class Vendor implements AutoCloseable {
    private final HttpCaller caller;
    private final Clock clock;

    Vendor(HttpCaller caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    /** What the answers tell, one request after the other. */
    Uni<List<Observation>> read(Target target, List<Read> reads) {
        return Multi.createFrom()
                .iterable(reads)
                .onItem()
                .transformToUniAndConcatenate(read -> answer(
                        target,
                        read.request(),
                        target.variables(),
                        read.format(),
                        (document, at) -> read.observations(document, target.variables(), at)))
                .onItem()
                .<Observation>disjoint()
                .collect()
                .asList();
    }

    /** Sets a value; what is answered to it says nothing that matters. */
    Uni<Void> set(Target target, SetRule rule, Setting setting) {
        var variables = new HashMap<String, Object>(target.variables());
        variables.put(SetRule.VALUE, rule.sent(setting));
        return sent(target, rule.request(), variables).replaceWithVoid();
    }

    /** The devices that are found. */
    Uni<List<DiscoveredDevice>> devices(Target target) {
        var discovery = target.definition().discovery().orElseThrow(() -> missing(target, "devices are found"));
        return answer(
                target,
                discovery.request(),
                target.variables(),
                discovery.format(),
                (document, at) -> discovery.devices(document, target.variables(), target.given()));
    }

    /** What was since then. */
    Uni<List<Observation>> past(Target target, Instant since) {
        var history = target.definition().history().orElseThrow(() -> missing(target, "the past is asked for"));
        return answer(
                target,
                history.of().request(),
                history.asking(target.variables(), since, clock.instant()),
                history.of().format(),
                (document, at) -> history.observations(document, target.variables(), since, at));
    }

    @Override
    public void close() {
        caller.close();
    }

    /** Sends a request and reads its answer, with the time at which it came. */
    private <T> Uni<T> answer(
            Target target,
            RequestRule request,
            Map<String, ?> variables,
            Format format,
            BiFunction<Document, Instant, T> read) {
        return sent(target, request, variables).map(answer -> {
            try {
                return read.apply(parsed(format, answer, target.variables()), answer.at());
            } catch (UnreadableException wrong) {
                throw new DriverException.ProtocolViolation(wrong.getMessage(), null);
            }
        });
    }

    private static Document parsed(Format format, Answer answer, Map<String, String> variables) {
        try {
            return format.parse(answer.body(), answer.charset(), variables);
        } catch (UnreadableException wrong) {
            throw new UnreadableException("the answer " + wrong.getMessage());
        }
    }

    private Uni<Answer> sent(Target target, RequestRule request, Map<String, ?> variables) {
        return Uni.createFrom()
                .deferred(() -> caller.send(Call.of(request, variables, target.account())))
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(answer -> Answers.checked(answer, target.definition().errors()));
    }

    private static DriverException missing(Target target, String what) {
        return new DriverException.Unsupported("the definition %s does not say how %s"
                .formatted(target.definition().name(), what));
    }
}
