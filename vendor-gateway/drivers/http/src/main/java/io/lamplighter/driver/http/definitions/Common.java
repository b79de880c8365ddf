package io.lamplighter.driver.http.definitions;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the parts of a definition have in common.
 *
 * @param base what addresses that begin with a slash begin with; empty when there is none
 * @param variables those that templates may have
 */
record Common(
        String base,
        Map<String, Template> headers,
        Authentication authentication,
        int largestAnswer,
        Set<String> variables) {

    /** So that a mistaken base is told once and not with every request. */
    private static final String UNREADABLE = "http://unreadable";

    static Common of(Mapping yaml, Set<String> variables) {
        var bare = new Common("", Map.of(), new Authentication.None(), 0, variables);
        var base = yaml.has("base") ? yaml.or("base", UNREADABLE, text -> base(text, bare)) : "";
        var headers = RequestRule.headers(yaml, bare);
        var authentication = yaml.mapping("authentication")
                .map(mapping -> Authentication.of(mapping, bare))
                .orElseGet(Authentication.None::new);
        var largest = yaml.or("largestAnswer", 1_000_000, text -> Words.count(text, 1, 16_000_000));
        return new Common(base, headers, authentication, largest, variables);
    }

    private static String base(String text, Common bare) {
        return bare.checked(Template.address(text)).toString().replaceFirst("/$", "");
    }

    /** The same with more variables. */
    Common with(String... more) {
        var all = new LinkedHashSet<>(variables);
        all.addAll(Set.of(more));
        return new Common(base, headers, authentication, largestAnswer, all);
    }

    /** A template that must be there, with known variables only. */
    Template template(Mapping yaml, String key, Function<String, Template> read) {
        return yaml.required(key, Template.plain(""), text -> checked(read.apply(text)));
    }

    /** The template, if its variables are known. */
    Template checked(Template template) {
        check(template.variables());
        return template;
    }

    private void check(Collection<String> used) {
        for (var variable : used) {
            if (!variables.contains(variable)) {
                throw new IllegalArgumentException(
                        "there is no variable {" + variable + "}" + Guess.among(variables, variable));
            }
        }
    }
}
