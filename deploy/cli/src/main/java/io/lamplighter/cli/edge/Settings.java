package io.lamplighter.cli.edge;

import io.lamplighter.cli.output.Format;
import java.net.URI;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command can be told. */
public final class Settings {
    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            defaultValue = "${env:LAMPLIGHTER_URL:-http://127.0.0.1:8080}",
            description = "where Lamplighter answers (LAMPLIGHTER_URL, or ${DEFAULT-VALUE})")
    private String url;

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or csv (${DEFAULT-VALUE})")
    private Format output;

    Format output() {
        return output;
    }

    /** @throws MistakeException when it is no address */
    URI url() {
        try {
            var address = URI.create(url.replaceFirst("/+$", ""));
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            // told below
        }
        throw new MistakeException("--url " + url + ": must be an address such as http://127.0.0.1:8080");
    }
}
