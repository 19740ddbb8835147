// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.camel.PresignedUrlMaskingFormatter;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs failed links of source messages at WARN, once for each message and type of failure. */
final class LinkFailureLog {

    /*
     * No error handler sees these failures, and a source does not log the reason for which it keeps a message. A folder
     * delivers a failed file twice a second, each time as a new exchange. Therefore a message is recognised by the headers
     * in which its source identifies it. They come from outside and have any length, so only a hash of them is kept.
     */

    private static final Logger LOG = LoggerFactory.getLogger(LinkFailureLog.class);

    /** More than the files of a folder: if all of them fail in turn, a smaller log would forget each before its next delivery. */
    private static final int MAX_REMEMBERED = 10_000;

    /** The headers of Kafka have other names in Camel 4.18 than in 4.22. */
    private static final List<String> IDENTIFYING_HEADERS = List.of(
            "CamelFileAbsolutePath",
            "JMSMessageID",
            "Message-ID",
            "kafka.TOPIC",
            "kafka.PARTITION",
            "kafka.OFFSET",
            "CamelKafkaTopic",
            "CamelKafkaPartition",
            "CamelKafkaOffset");

    private static final MaskingFormatter MASK = new PresignedUrlMaskingFormatter();

    private final Map<UUID, Boolean> logged = LRUCacheFactory.newLRUCache(MAX_REMEMBERED);

    /**
     * Logs a failure.
     *
     * @param source exchange of the source message
     * @param link link that failed, or {@code null} if the failure belongs to no link
     */
    void add(Exchange source, @Nullable PresignedLink link, Throwable failure) {
        String message = message(source.getMessage());
        String type = failure.getClass().getSimpleName();
        // A changed file is another message.
        Object version = source.getMessage().getHeader(Exchange.FILE_LAST_MODIFIED);
        UUID failureOfMessage = UUID.nameUUIDFromBytes((type + ' ' + version + ' ' + message).getBytes(UTF_8));
        boolean first = logged.putIfAbsent(failureOfMessage, true) == null;
        LOG.atLevel(first ? Level.WARN : Level.DEBUG)
                .log("Link of message {} failed: {}: {}", Quoted.of(message), type, text(link, failure));
    }

    private static String message(Message message) {
        String identity = IDENTIFYING_HEADERS.stream()
                .map(message::getHeader)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        return identity.isEmpty() ? message.getMessageId() : identity;
    }

    /** Returns the text of a failure with the masked link and without secrets. */
    static String text(@Nullable PresignedLink link, Throwable failure) {
        if (failure instanceof OssPresignException) {
            // It contains the masked link.
            return String.valueOf(failure.getMessage());
        }
        return MASK.format(String.valueOf(failure.getMessage())) + (link == null ? "" : " (" + link.maskedUrl() + ")");
    }
}
