package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;

/**
 * Fetches descriptions and lists of them. How they want to be told who calls is written nowhere before they are there, so it is
 * asked of the first refusal.
 */
final class Documents {
    static final String ACCEPTED = "application/td+json, application/ld+json;q=0.9, application/json;q=0.8";

    /**
     * What was answered, and the credentials that it took.
     */
    record Document(Answer answer, Security security) {}

    private final WotClient client;

    Documents(WotClient client) {
        this.client = client;
    }

    Uni<Document> fetch(Account account, Request request) {
        return client.ask(account, request)
                .chain(answer -> challenge(answer, request, account)
                        .map(security -> client.ask(account, request.with(security))
                                .map(second -> new Document(second, security)))
                        .orElseGet(() -> Uni.createFrom().item(new Document(answer, request.security()))));
    }

    /** What a refusal asks for, if the account has it and it was not sent yet. */
    private static Optional<Security> challenge(Answer answer, Request request, Account account) {
        if (answer.status() != 401 || !(request.security() instanceof Security.None)) {
            return Optional.empty();
        }
        var asked = answer.header("WWW-Authenticate").toLowerCase(Locale.ROOT);
        if (has(account, Security.TOKEN) && !asked.startsWith("basic")) {
            return Optional.of(new Security.Bearer(Security.Location.HEADER, "Authorization"));
        }
        return has(account, Security.PASSWORD) && !asked.startsWith("bearer")
                ? Optional.of(new Security.Basic("Authorization"))
                : Optional.empty();
    }

    private static boolean has(Account account, String secret) {
        return account.secrets().find(secret).isPresent();
    }
}
