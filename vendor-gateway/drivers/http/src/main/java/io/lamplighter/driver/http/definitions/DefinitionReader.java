package io.lamplighter.driver.http.definitions;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a definition from YAML 1.2, in which {@code on} is a word and not a boolean. Only the tree of nodes is built, with
 * their places; nothing in a file can make objects of other kinds.
 */
public final class DefinitionReader {
    /** Larger files are refused. */
    public static final int LARGEST_FILE = 256 * 1024;

    private static final int MOST_ALIASES = 50;

    private DefinitionReader() {}

    /**
     * Reads a definition.
     *
     * @throws MistakenDefinitionException with all its mistakes; where it is not YAML, with the first
     */
    public static Definition read(byte[] yaml) {
        if (yaml.length > LARGEST_FILE) {
            throw mistaken(1, 1, "must not be larger than %d bytes".formatted(LARGEST_FILE));
        }
        var mistakes = new Mistakes();
        var definition = Definition.of(new Mapping(mistakes, compose(yaml)));
        mistakes.check();
        return definition;
    }

    private static Node compose(byte[] yaml) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(LARGEST_FILE)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            return new Compose(settings)
                    .composeInputStream(new ByteArrayInputStream(yaml))
                    .orElseThrow(() -> mistaken(1, 1, "must not be empty"));
        } catch (MarkedYamlEngineException wrong) {
            var mark = wrong.getProblemMark().or(wrong::getContextMark);
            throw mistaken(
                    mark.map(it -> it.getLine() + 1).orElse(1),
                    mark.map(it -> it.getColumn() + 1).orElse(1),
                    "must be YAML: " + wrong.getProblem());
        } catch (YamlEngineException wrong) {
            throw mistaken(1, 1, "must be YAML: " + wrong.getMessage());
        } catch (StackOverflowError deep) {
            throw mistaken(1, 1, "must not be nested so deeply");
        }
    }

    private static MistakenDefinitionException mistaken(int line, int column, String message) {
        return new MistakenDefinitionException(List.of(new Mistake(line, column, message)));
    }
}
