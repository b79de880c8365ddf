package io.lamplighter.driver.http.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** A page, or an element of one. Nothing that it refers to is loaded. */
record HtmlDocument(Element root) implements Document {

    /**
     * Reads whatever can be made of it.
     *
     * @param charset as the vendor says, or null when the page says so itself
     */
    static HtmlDocument parse(byte[] body, String charset) {
        try {
            return new HtmlDocument(Jsoup.parse(new ByteArrayInputStream(body), charset, ""));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Optional<Object> at(Place place, Map<String, String> variables) {
        if (!(place instanceof Place.Selector selector)) {
            throw Document.foreign(place);
        }
        return Optional.ofNullable(root.selectFirst(selector.text()))
                .flatMap(element -> selector.attribute()
                        .map(attribute ->
                                element.hasAttr(attribute) ? Optional.<Object>of(element.attr(attribute)) : nothing())
                        .orElseGet(() -> Optional.of(element.text())));
    }

    @Override
    public List<HtmlDocument> items(Place place, Map<String, String> variables) {
        if (!(place instanceof Place.Selector selector)) {
            throw Document.foreign(place);
        }
        return root.select(selector.text()).stream().map(HtmlDocument::new).toList();
    }

    private static Optional<Object> nothing() {
        return Optional.empty();
    }
}
