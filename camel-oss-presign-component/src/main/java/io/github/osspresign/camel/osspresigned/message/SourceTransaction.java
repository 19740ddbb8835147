// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.message.TextValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Transaction of the source message of an exchange. A rollback undoes the work of the message, and it is redelivered. */
public final class SourceTransaction {

    private static final String MESSAGE = "OssPresignedMessage";
    private static final String QUEUE_MESSAGE_ID = "JMSMessageID";

    private SourceTransaction() {}

    /**
     * Returns whether an exchange is part of a transaction. That of the source, such as one of JMS, shows only in the options
     * of its endpoint: {@code transacted}, or with JTA a {@code transactionManager}.
     */
    public static boolean isTransacted(Exchange exchange) {
        if (exchange.isTransacted()) {
            return true;
        }
        return exchange.getFromEndpoint() instanceof DefaultEndpoint endpoint
                && endpoint.getComponent() != null
                && endpoint.getComponent().getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                && (Boolean.TRUE.equals(options.getOptionValue(endpoint, "transacted", true))
                        || options.getOptionValue(endpoint, "transactionManager", true) != null);
    }

    /** Links the exchange of a link to its source message, whose links succeed or fail together. */
    public static void joinSource(Exchange exchange, Exchange source) {
        exchange.setProperty(MESSAGE, source);
    }

    /** Returns the exchange of the source message, or {@code null} if the exchange itself is the one of the source message. */
    public static @Nullable Exchange source(Exchange exchange) {
        return exchange.getProperty(MESSAGE, Exchange.class);
    }

    /** Returns the ID of a message, which is the same for a redelivery. */
    public static String messageId(Exchange exchange) {
        String given = TextValue.orNull(QUEUE_MESSAGE_ID, exchange.getMessage().getHeader(QUEUE_MESSAGE_ID));
        return given == null ? exchange.getMessage().getMessageId() : given;
    }

    /** Returns the entry of an idempotent repository that records that a message has added a key. */
    public static String redeliveryMark(String messageId, String key) {
        return "message " + UUID.nameUUIDFromBytes((messageId + '\n' + key).getBytes(StandardCharsets.UTF_8));
    }
}
