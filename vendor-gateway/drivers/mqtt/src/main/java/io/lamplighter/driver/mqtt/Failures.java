package io.lamplighter.driver.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5Message;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a broker's refusals and broken connections mean, in the terms of {@link DriverException}. */
final class Failures {
    private static final int DEEPEST = 10;

    private Failures() {}

    /** Does it, and translates how it failed; a failure that is the answer of the call counts as one. */
    static Uni<Void> translated(String broker, Supplier<CompletionStage<?>> call) {
        return Uni.createFrom()
                .<Object>completionStage(() -> call.get().thenApply(answer -> answer))
                .chain(answer -> answer instanceof Throwable failure
                        ? Uni.createFrom().<Void>failure(failure)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .transform(failure -> of(broker, failure));
    }

    /** What happened at this broker. */
    static DriverException of(String broker, Throwable failure) {
        return switch (cause(failure)) {
            case DriverException known -> known;
            case Mqtt5MessageException refused -> refused(broker, code(refused.getMqttMessage()));
            case Mqtt3ConnAckException refused -> refusedThree(broker, refused);
            case Mqtt3SubAckException refused ->
                new DriverException.Rejected(broker + " does not let the account listen to these topics");
            case Throwable other
            when isOfTls(other) ->
                new DriverException.Unreachable(broker + " cannot be trusted, or speaks no TLS", other);
            case Throwable other -> new DriverException.Unreachable(broker + " does not answer", other);
        };
    }

    /** What lies behind a failure of a future. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean isOfTls(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(SSLException.class::isInstance);
    }

    /** The first reason code, OASIS MQTT 5.0 2.4; below 0 when there is none. */
    private static int code(Mqtt5Message message) {
        return switch (message) {
            case Mqtt5ConnAck answer when answer.getReasonCode() == Mqtt5ConnAckReasonCode.NOT_AUTHORIZED -> 0x86;
            case Mqtt5ConnAck answer -> answer.getReasonCode().getCode();
            case Mqtt5Disconnect answer -> answer.getReasonCode().getCode();
            case Mqtt5PubAck answer -> answer.getReasonCode().getCode();
            case Mqtt5SubAck answer -> answer.getReasonCodes().getFirst().getCode();
            default -> -1;
        };
    }

    private static DriverException refused(String broker, int code) {
        return switch (code) {
            case 0x86, 0x8A, 0x8C -> refusedCredentials(broker);
            case 0x87 -> new DriverException.Rejected(broker + " does not allow the account to use these topics");
            case 0x96, 0x97, 0x9F ->
                new DriverException.RateLimited(broker + " says that it is asked too often", (Duration) null);
            case 0x9E -> new DriverException.Unsupported(broker + " does not share subscriptions out");
            case 0x81, 0x82, 0x95 ->
                new DriverException.ProtocolViolation(
                        broker + " refuses how MQTT is spoken to it, or speaks it wrongly", null);
            case 0x84 ->
                new DriverException.Rejected(broker + " does not speak MQTT 5: set settings.protocol to 3.1.1");
            case 0x85, 0x8F, 0x90 -> new DriverException.Rejected(broker + " refuses a client id or topic");
            default -> new DriverException.Unreachable("%s refuses (0x%02x)".formatted(broker, code), (Throwable) null);
        };
    }

    private static DriverException refusedThree(String broker, Mqtt3ConnAckException refused) {
        return switch (refused.getMqttMessage().getReturnCode()) {
            case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED -> refusedCredentials(broker);
            case UNSUPPORTED_PROTOCOL_VERSION ->
                new DriverException.Rejected(broker + " does not speak MQTT 3.1.1: set settings.protocol to 5");
            case IDENTIFIER_REJECTED -> new DriverException.Rejected(broker + " refuses the client id");
            default -> new DriverException.Unreachable(broker + " is not available", (Throwable) null);
        };
    }

    private static DriverException refusedCredentials(String broker) {
        return new DriverException.AuthenticationFailed(broker + " refuses the user name or password of the account");
    }
}
