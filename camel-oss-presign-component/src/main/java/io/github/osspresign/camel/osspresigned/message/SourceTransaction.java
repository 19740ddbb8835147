package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.TextValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** The transaction that an exchange is part of, by which its message comes again with all that it has led to undone. */
public final class SourceTransaction {

    private static final String MESSAGE = "OssPresignedMessage";
    private static final String QUEUE_MESSAGE_ID = "JMSMessageID";

    private SourceTransaction() {}

    /** One of the source's own, such as a queue's, shows on its endpoint only. */
    public static boolean has(Exchange exchange) {
        if (exchange.isTransacted()) {
            return true;
        }
        return exchange.getFromEndpoint() instanceof DefaultEndpoint endpoint
                && endpoint.getComponent() != null
                && endpoint.getComponent().getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                && Boolean.TRUE.equals(options.getOptionValue(endpoint, "transacted", true));
    }

    /** Makes the exchange, which is that of one link of a message with several, one that the end of the message decides on. */
    public static void join(Exchange exchange, Exchange source) {
        exchange.setProperty(MESSAGE, source.getUnitOfWork());
    }

    /** What ends with the message that decides on the exchange, {@code null} where that is the exchange itself. */
    public static @Nullable UnitOfWork message(Exchange exchange) {
        return exchange.getProperty(MESSAGE, UnitOfWork.class);
    }

    /** The same when the message is delivered again. */
    public static String messageId(Exchange exchange) {
        String given = TextValue.orNull(QUEUE_MESSAGE_ID, exchange.getMessage().getHeader(QUEUE_MESSAGE_ID));
        return given == null ? exchange.getMessage().getMessageId() : given;
    }

    /** What an idempotent repository knows it by that the message has added the key. */
    public static String mark(String messageId, String key) {
        return "message " + UUID.nameUUIDFromBytes((messageId + '\n' + key).getBytes(StandardCharsets.UTF_8));
    }
}
