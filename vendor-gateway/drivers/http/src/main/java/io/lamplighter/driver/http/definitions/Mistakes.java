package io.lamplighter.driver.http.definitions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Those found so far. */
final class Mistakes {
    private static final int MOST = 100;

    private final List<Mistake> found = new ArrayList<>();

    void at(Node node, String message) {
        node.getStartMark().ifPresent(mark -> at(mark, message));
    }

    void at(Mark mark, String message) {
        if (found.size() < MOST) {
            found.add(new Mistake(mark.getLine() + 1, mark.getColumn() + 1, message));
        }
    }

    void check() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
            throw new MistakenDefinitionException(found);
        }
    }
}
