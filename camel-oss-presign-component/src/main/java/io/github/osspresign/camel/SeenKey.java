package io.github.osspresign.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/** Key of an object whose delivery has succeeded. */
public final class SeenKey {

    private SeenKey() {}

    /**
     * Stores a key in an idempotent repository. A stop that does not wait interrupts the threads of a route. A repository whose
     * file or connection is interrupted stores nothing, and the object would be delivered again. Therefore the interrupt waits
     * until the key is stored.
     */
    public static void store(IdempotentRepository repository, Exchange exchange, String key) {
        boolean interrupted = Thread.interrupted();
        try {
            add(repository, exchange, key);
        } catch (RuntimeException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            // The repository may know the key, although its file does not have it.
            repository.remove(exchange, key);
            add(repository, exchange, key);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void add(IdempotentRepository repository, Exchange exchange, String key) {
        repository.add(exchange, key);
        repository.confirm(exchange, key);
    }
}
