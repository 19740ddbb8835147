// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.ValueType;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LinkEntry;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bean of the option {@code links}: an {@link Iterable} of links, or a {@link Supplier} that returns a link, an
 * {@link Iterable} of links, or {@code null}. A link is a {@link PresignedLink}, its JSON form or a URL as text.
 */
public final class LinksBean {

    private static final Pattern LINK = Pattern.compile("\\s*(?:\\{|https?://)", Pattern.CASE_INSENSITIVE);

    private final Object bean;

    public LinksBean(Object bean) {
        if (!(bean instanceof Iterable<?> || bean instanceof Supplier<?>)) {
            throw new IllegalArgumentException("links: must be an Iterable or a Supplier of links, was "
                    + ValueType.of(bean) + "; use links=#bean:name for the bean 'name' of the registry");
        }
        this.bean = bean;
    }

    /** Returns the current links of the bean. */
    Iterator<?> links() {
        Object given = bean instanceof Supplier<?> supplier ? supplier.get() : bean;
        return given instanceof Iterable<?> many
                ? many.iterator()
                : Stream.ofNullable(given).iterator();
    }

    /**
     * Reads a link.
     *
     * @param number position in the list, from 1
     */
    static LinkEntry entry(@Nullable Object value, int number) {
        try {
            return new LinkEntry.Usable(link(value));
        } catch (IllegalArgumentException e) {
            return new LinkEntry.Broken(
                    new IllegalArgumentException("entry " + number + " of links: " + e.getMessage()));
        }
    }

    private static PresignedLink link(@Nullable Object value) {
        if (value instanceof PresignedLink link) {
            return link;
        }
        if (value instanceof CharSequence text && LINK.matcher(text).lookingAt()) {
            return PresignedLink.parse(text.toString());
        }
        String actual = value instanceof CharSequence ? "another text" : ValueType.of(value);
        throw new IllegalArgumentException(
                "link: must be a PresignedLink, its JSON form or an http(s) URL, was " + actual);
    }
}
