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

/** JMX attributes for the transfers of an endpoint, in addition to those of Camel for consumers and producers. */
public interface ManagedDownloads {

    /** Returns the monitor of the transfers. */
    DownloadMonitor monitor();

    @ManagedAttribute(description = "Successful downloads")
    default long getDownloads() {
        return count(Outcome.DOWNLOADED);
    }

    @ManagedAttribute(description = "Successful uploads")
    default long getUploads() {
        return count(Outcome.UPLOADED);
    }

    @ManagedAttribute(description = "Links whose file existed and was kept")
    default long getExistingFiles() {
        return count(Outcome.EXISTING);
    }

    @ManagedAttribute(description = "Links to objects that had been downloaded before")
    default long getDuplicates() {
        return count(Outcome.DUPLICATE);
    }

    @ManagedAttribute(description = "Links whose object was unchanged")
    default long getNotModified() {
        return count(Outcome.NOT_MODIFIED);
    }

    @ManagedAttribute(description = "Streams that were closed before their end")
    default long getAbandonedStreams() {
        return count(Outcome.ABANDONED);
    }

    @ManagedAttribute(description = "Failed downloads and uploads")
    default long getFailures() {
        return count(Outcome.FAILED);
    }

    @ManagedAttribute(description = "Failed downloads and uploads by type of exception")
    default TabularData getFailuresByType() throws OpenDataException {
        return FailureTable.of(monitor().counts().failures());
    }

    @ManagedAttribute(description = "Bytes that finished downloads and uploads have transferred over the network")
    default long getBytes() {
        return monitor().counts().bytes();
    }

    @ManagedAttribute(description = "Bytes that finished downloads have taken from part files of earlier ones")
    default long getResumedBytes() {
        return monitor().counts().resumedBytes();
    }

    @ManagedAttribute(description = "Attempts after the first one of each download or upload")
    default long getRetries() {
        return monitor().counts().retries();
    }

    @ManagedAttribute(description = "Attempts that failed the verification")
    default long getVerificationFailures() {
        return monitor().counts().verificationFailures();
    }

    @ManagedAttribute(description = "Downloads and uploads in progress")
    default int getActiveDownloads() {
        return monitor().activeCount();
    }

    @ManagedAttribute(description = "Outcome of the last download or upload")
    default @Nullable String getLastOutcome() {
        DownloadEnd last = monitor().counts().last();
        if (last == null) {
            return null;
        }
        String type = last.failureType();
        return last.outcome().label() + (type == null ? "" : ", " + type) + ", " + last.endedAt() + ", "
                + last.download().maskedUrl();
    }

    @ManagedOperation(description = "Resets the counters of downloads and uploads")
    default void resetDownloads() {
        monitor().counts().reset();
    }

    private long count(Outcome outcome) {
        return monitor().counts().of(outcome);
    }

    /** Converts numbers by type of exception to open types, which every JMX client can show. */
    final class FailureTable {

        private static final String[] COLUMNS = {"exception", "count"};

        private FailureTable() {}

        static TabularData of(Map<String, Long> failures) throws OpenDataException {
            CompositeType row = new CompositeType(
                    "failures", "Number of failures of one type", COLUMNS, COLUMNS, new OpenType<?>[] {
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
