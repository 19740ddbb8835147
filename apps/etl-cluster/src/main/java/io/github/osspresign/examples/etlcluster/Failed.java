// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Tells failures that may end from failures for good, and makes the record of the latter. */
public final class Failed {

    /** Exchange property with the record as it was received. */
    static final String RECORD = "record";

    private static final int LONGEST_REASON = 500;

    /** A record of the largest size that the broker allows would be too large with its reason, and block its partition. */
    private static final int LONGEST_RECORD = 100_000;

    private final MeterRegistry meters;

    Failed(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Returns whether the failure of an exchange may end without a change of link or object. Its link must wait: the
     * database or the service is away, or the worker is being stopped. Every other failure would block the partition. So
     * would a host of a link that has no address, because its name is wrong more often than a resolver is away.
     */
    static boolean mayEnd(Exchange exchange) {
        return causes(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .anyMatch(Failed::mayEnd);
    }

    private static boolean mayEnd(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return !isBadData(sql);
        }
        if (failure instanceof ChecksumMismatchException || failure instanceof TruncatedBodyException) {
            // It has been the same in all attempts of the download, so it is this object and not the service.
            return false;
        }
        if (failure instanceof OssPresignException transfer) {
            return transfer.isRetryable() && causes(transfer).noneMatch(UnknownHostException.class::isInstance);
        }
        return failure instanceof KafkaException
                || failure instanceof FileSystemException
                || failure instanceof InterruptedException
                || failure instanceof RejectedExecutionException;
    }

    /** SQL states of class 22 (a value is wrong) and 23 (a constraint is violated) depend on the row. */
    private static boolean isBadData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, cause -> cause.getCause());
    }

    /**
     * Replaces the message by the link, or by the record if there is no link in it, with the reason in a header. What is too
     * long is cut.
     */
    @Handler
    public void handle(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Message message = exchange.getMessage();
        PresignedLink link = message.getHeader(PresignConstants.LINK, PresignedLink.class);
        String record = link == null ? exchange.getProperty(RECORD, "", String.class) : LinkJson.write(link);
        message.setBody(beginning(record, LONGEST_RECORD));
        String key = message.getHeader(KafkaConstants.KEY, String.class);
        String source = message.getHeader(KafkaConstants.PARTITION) + "@" + message.getHeader(KafkaConstants.OFFSET);
        // Those of the sender can have any size.
        message.removeHeaders("*");
        if (key != null) {
            message.setHeader(KafkaConstants.KEY, beginning(key, LONGEST_RECORD));
        }
        message.setHeader(Topics.REASON, reason(failure));
        message.setHeader(Topics.SOURCE, source);
        meters.counter("etl.failed", "exception", failure.getClass().getSimpleName())
                .increment();
    }

    /**
     * Messages of these exceptions contain masked links only. Others may repeat what is in an object; so does a subclass of
     * {@link IllegalArgumentException} such as {@link NumberFormatException}.
     */
    private static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (!(failure instanceof OssPresignException || failure.getClass() == IllegalArgumentException.class)) {
            return name;
        }
        return beginning(name + ": " + failure.getMessage(), LONGEST_REASON);
    }

    private static String beginning(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }
}
