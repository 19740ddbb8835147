package io.github.osspresign.camel.presign;

import io.github.osspresign.link.PresignedLink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Links that are made one by one, when they are asked for. Its source is closed at the end, at the first failure, and by
 * {@link #close()}; links that were cut off so are never taken for the end.
 */
final class LazyLinks<E> implements Iterator<PresignedLink>, Closeable {

    private enum State {
        OPEN,
        EXHAUSTED,
        BROKEN_OFF
    }

    private final Iterator<E> entries;
    private final Function<E, SignedLink> maker;
    private volatile State state = State.OPEN;

    LazyLinks(Iterator<E> entries, Function<E, SignedLink> maker) {
        this.entries = entries;
        this.maker = maker;
    }

    @Override
    public boolean hasNext() {
        if (state == State.BROKEN_OFF) {
            throw new IllegalStateException(
                    "links: expected all to be taken while their exchange is under way but it is done, or has failed");
        }
        if (state == State.EXHAUSTED) {
            return false;
        }
        boolean more = orClose(entries::hasNext);
        if (!more) {
            finish(State.EXHAUSTED);
        }
        return more;
    }

    @Override
    public PresignedLink next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return orClose(() -> maker.apply(entries.next()).link());
    }

    /** Breaks off, unless the end has been reached. */
    @Override
    public void close() {
        if (state == State.OPEN) {
            finish(State.BROKEN_OFF);
        }
    }

    private <T> T orClose(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void finish(State end) {
        state = end;
        if (entries instanceof Closeable source) {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
