package io.github.osspresign.camel.osspresigned.monitor;

import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/** What consumers and producers show of the downloads of their endpoint in JMX, besides what Camel shows of them. */
public interface ManagedDownloads {

    /** What watches the downloads. */
    DownloadMonitor monitor();

    @ManagedAttribute(description = "Downloads that brought their object")
    default long getDownloads() {
        return count(Outcome.DOWNLOADED);
    }

    @ManagedAttribute(description = "Uploads that the service took")
    default long getUploads() {
        return count(Outcome.UPLOADED);
    }

    @ManagedAttribute(description = "Links whose file was there and was left alone")
    default long getExistingFiles() {
        return count(Outcome.EXISTING);
    }

    @ManagedAttribute(description = "Links to objects that had come before")
    default long getDuplicates() {
        return count(Outcome.DUPLICATE);
    }

    @ManagedAttribute(description = "Links whose object was still the same")
    default long getNotModified() {
        return count(Outcome.NOT_MODIFIED);
    }

    @ManagedAttribute(description = "Streams that were closed before their end")
    default long getAbandonedStreams() {
        return count(Outcome.ABANDONED);
    }

    @ManagedAttribute(description = "Downloads that failed")
    default long getFailures() {
        return count(Outcome.FAILED);
    }

    @ManagedAttribute(description = "Downloads that failed, by type of exception")
    default TabularData getFailuresByType() throws OpenDataException {
        return FailureTable.of(monitor().counts().failures());
    }

    @ManagedAttribute(description = "Bytes that came over the network in finished downloads")
    default long getBytes() {
        return monitor().counts().bytes();
    }

    @ManagedAttribute(description = "Bytes of finished downloads that were there from earlier ones")
    default long getResumedBytes() {
        return monitor().counts().resumedBytes();
    }

    @ManagedAttribute(description = "Attempts beyond the first ones")
    default long getRetries() {
        return monitor().counts().retries();
    }

    @ManagedAttribute(description = "Attempts whose bytes did not pass the check")
    default long getVerificationFailures() {
        return monitor().counts().verificationFailures();
    }

    @ManagedAttribute(description = "Downloads under way")
    default int getActiveDownloads() {
        return monitor().activeCount();
    }

    @ManagedAttribute(description = "How the last download ended")
    default @Nullable String getLastOutcome() {
        DownloadEnd last = monitor().counts().last();
        if (last == null) {
            return null;
        }
        String type = last.failureType();
        return last.outcome().label() + (type == null ? "" : ", " + type) + ", " + last.endedAt() + ", "
                + last.download().maskedUrl();
    }

    @ManagedOperation(description = "Begins to count downloads anew")
    default void resetDownloads() {
        monitor().counts().reset();
    }

    private long count(Outcome outcome) {
        return monitor().counts().of(outcome);
    }

    /** Numbers by type of exception, in the form that every JMX client can show. */
    final class FailureTable {

        private static final String[] COLUMNS = {"exception", "count"};

        private FailureTable() {}

        static TabularData of(Map<String, Long> failures) throws OpenDataException {
            CompositeType row =
                    new CompositeType("failures", "Failures of a type", COLUMNS, COLUMNS, new OpenType<?>[] {
                        SimpleType.STRING, SimpleType.LONG
                    });
            TabularData table = new TabularDataSupport(
                    new TabularType("failures", "Failures by type", row, new String[] {COLUMNS[0]}));
            for (Map.Entry<String, Long> failure : failures.entrySet()) {
                table.put(new CompositeDataSupport(row, COLUMNS, new Object[] {failure.getKey(), failure.getValue()}));
            }
            return table;
        }
    }
}
