// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.seen;

import io.github.osspresign.oss.syntax.Sha256;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;

/** Key of an object whose delivery has succeeded. */
public final class SeenKey {

    /** Maximum length of a key: the size of the message id column of Camel's JDBC repository. */
    static final int MAX_LENGTH = 100;

    private static final int SHOWN_OF_LONGER = 35;

    private SeenKey() {}

    /**
     * Returns the key for a text that identifies an object: the text, or if it has more than 100 characters, its beginning,
     * {@code ~} and its SHA-256.
     *
     * @param text printable ASCII characters, because a repository may be a text file in the character set of the platform
     */
    public static String of(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, SHOWN_OF_LONGER) + "~" + Sha256.hex(text);
    }

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
