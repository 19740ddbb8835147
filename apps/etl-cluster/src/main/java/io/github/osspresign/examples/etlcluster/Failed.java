// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Tells failures that may end from failures for good, and makes the records of the latter. */
public final class Failed {

    /** Exchange property with the record as it was received. */
    static final String RECORD = "record";

    /** Classes of SQL states: connection, transaction that cannot write, resources, operator. */
    private static final Set<String> OF_DATABASE = Set.of("08", "25", "53", "57");

    /** Classes of SQL states: another transaction has the rows. */
    private static final Set<String> OF_ROWS = Set.of("40", "55");

    private static final int LONGEST_REASON = 500;

    /** A record of the largest size that the broker allows would be too large with its reason, and block its partition. */
    private static final int LONGEST_RECORD = 100_000;

    private final MeterRegistry meters;

    Failed(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Returns whether the failure is one of a link that may end without its change. Not that of a host without an address,
     * whose name is wrong more often than a resolver is away, and not content that was wrong in all attempts of the download.
     */
    static boolean isOfLink(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof OssPresignException transfer
                        ? transfer.isRetryable()
                                && !(transfer instanceof ChecksumMismatchException
                                        || transfer instanceof TruncatedBodyException
                                        || transfer instanceof LocalFileException)
                                && causes(transfer).noneMatch(UnknownHostException.class::isInstance)
                        : hasState(cause, OF_ROWS));
    }

    /** Returns whether the worker or what all workers use is the cause, so that the failure ends without a change of link. */
    static boolean isOfWorker(Throwable failure) {
        return isOfDisk(failure)
                || causes(failure)
                        .anyMatch(cause -> hasState(cause, OF_DATABASE)
                                || cause instanceof SQLTransientConnectionException
                                || cause instanceof KafkaException
                                || cause instanceof InterruptedException
                                || cause instanceof RejectedExecutionException);
    }

    /** Returns whether the worker cannot write its files. */
    static boolean isOfDisk(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> (cause instanceof LocalFileException file && file.isRetryable())
                        || cause instanceof AccessDeniedException);
    }

    private static boolean hasState(Throwable failure, Set<String> classes) {
        return failure instanceof SQLException sql
                && sql.getSQLState() != null
                && classes.contains(sql.getSQLState().substring(0, 2));
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
    static String reason(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        if (failure instanceof SQLException sql) {
            return name + ", SQL state " + sql.getSQLState();
        }
        if (!(failure instanceof OssPresignException || failure.getClass() == IllegalArgumentException.class)) {
            return name;
        }
        return beginning(name + ": " + failure.getMessage(), LONGEST_REASON);
    }

    private static String beginning(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }
}
