package io.lamplighter.devices.versions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;

/** Versions as they travel: the entity tag of an answer, and what a request says about the one it knows. */
@ApplicationScoped
public class Versions {
    private final VersionsConfig config;

    Versions(VersionsConfig config) {
        this.config = config;
    }

    /** The precondition of a change; fails when there is none and one is required. */
    public Precondition precondition(String ifMatch) {
        if (ifMatch == null && config.requireIfMatch()) {
            throw new MissingPreconditionException();
        }
        return new Precondition(ifMatch);
    }

    /** 201 with the place and the tag of what was created. */
    public static <T> RestResponse<T> created(String path, T created, long version) {
        return RestResponse.ResponseBuilder.<T>created(URI.create(path))
                .entity(created)
                .header(HttpHeaders.ETAG, tag(version))
                .build();
    }

    /** 200 with the tag, or 304 when the caller knows this version. */
    public static <T> RestResponse<T> found(T found, long version, String ifNoneMatch) {
        var answer = isKnown(ifNoneMatch, tag(version))
                ? RestResponse.ResponseBuilder.<T>notModified()
                : RestResponse.ResponseBuilder.ok(found);
        return answer.header(HttpHeaders.ETAG, tag(version)).build();
    }

    static String tag(long version) {
        return '"' + Long.toString(version) + '"';
    }

    private static boolean isKnown(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(known -> known.strip().replaceFirst("^W/", ""))
                        .anyMatch(known -> known.equals("*") || known.equals(tag));
    }
}
