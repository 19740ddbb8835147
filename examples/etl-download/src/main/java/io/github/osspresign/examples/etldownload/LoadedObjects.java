// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Objects whose present content is in the table. It remembers nothing itself: the transaction that writes the rows also writes
 * which content they are of. A repository of all contents would skip an object that gets an earlier content back.
 */
final class LoadedObjects extends ServiceSupport implements IdempotentRepository {

    /** Property of the exchange that passes the key of its content to {@link Readings}. */
    static final String CONTENT = "content";

    private final Readings readings;

    LoadedObjects(Readings readings) {
        this.readings = readings;
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        exchange.setProperty(CONTENT, key);
        PresignedLink link = exchange.getMessage().getHeader(PresignConstants.LINK, PresignedLink.class);
        try {
            return readings.has(link, key);
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    @Override
    public boolean contains(String key) {
        throw new UnsupportedOperationException("a key is compared with the content of the object of an exchange");
    }

    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public void clear() {}
}
