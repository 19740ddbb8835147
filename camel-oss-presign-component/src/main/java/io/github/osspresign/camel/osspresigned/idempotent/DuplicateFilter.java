// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.camel.seen.SharedRepository;
import java.io.Closeable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/** Prevents that an endpoint delivers an object twice, with an idempotent repository. */
public final class DuplicateFilter implements Closeable {

    private final SharedRepository<IdempotentRepository> repository;
    private final @Nullable Expression key;

    /**
     * Creates the filter of an endpoint, which starts its repository.
     *
     * @param given repository that the user has configured, or {@code null} for a repository in memory
     * @param key expression of the key, evaluated for each link, or {@code null} to use the identity of the object
     */
    public DuplicateFilter(CamelContext context, @Nullable IdempotentRepository given, @Nullable Expression key) {
        this.repository = SharedRepository.open(context, given == null ? new SeenObjects() : given);
        this.key = key;
    }

    @Override
    public void close() {
        repository.close();
    }

    /**
     * Returns the entry of one link, which decides whether its object is downloaded, or of one callback.
     *
     * @param otherKey key if none is configured, {@code null} for the identity of the object
     */
    public IdempotentEntry entry(Exchange exchange, @Nullable String otherKey) {
        String givenKey = key == null ? null : TextValue.orNull("idempotentKey", key.evaluate(exchange, Object.class));
        if (key != null && (givenKey == null || givenKey.isBlank())) {
            throw new IllegalArgumentException("idempotentKey: expression must return a text for each link, was empty");
        }
        return new IdempotentEntry(repository.get(), exchange, key == null ? otherKey : givenKey);
    }
}
