// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.bulk;

import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.link.PresignedLink;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Iterator that signs each link when it is requested. It closes its source at the end, at the first failure and in
 * {@link #close()}. After a failure or an early close it throws, so that an incomplete list is not taken for complete.
 */
final class LazyLinks<E> implements Iterator<PresignedLink>, Closeable {

    private enum State {
        OPEN,
        EXHAUSTED,
        INTERRUPTED
    }

    private final Iterator<? extends E> entries;
    private final @Nullable AutoCloseable source;
    private final Function<E, SignedLink> signer;
    private volatile State state = State.OPEN;

    LazyLinks(Iterator<? extends E> entries, @Nullable AutoCloseable source, Function<E, SignedLink> signer) {
        this.entries = entries;
        this.source = source;
        this.signer = signer;
    }

    @Override
    public boolean hasNext() {
        if (state == State.OPEN && !orClose(entries::hasNext)) {
            finish(State.EXHAUSTED);
        }
        if (state == State.INTERRUPTED) {
            throw new IllegalStateException(
                    "links: iteration stopped because the exchange is done or a link failed; read all links before that");
        }
        return state == State.OPEN;
    }

    @Override
    public PresignedLink next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return orClose(() -> signer.apply(entries.next()).link());
    }

    /** Stops the iteration, unless all links have been returned. */
    @Override
    public void close() {
        if (state == State.OPEN) {
            finish(State.INTERRUPTED);
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

    private void finish(State finalState) {
        state = finalState;

        if (source != null) {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
        }
    }
}
