package io.github.osspresign.camel.osspresigned.monitor;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;

/** Camel event of a transfer. Its source is the endpoint. */
public abstract sealed class DownloadEvent implements CamelEvent {

    private final Endpoint source;
    private long timestamp;

    private DownloadEvent(Endpoint source) {
        this.source = source;
    }

    /** Event before the first request of a transfer. */
    public static final class Started extends DownloadEvent {

        private final DownloadStart download;

        Started(Endpoint source, DownloadStart download) {
            super(source);
            this.download = download;
        }

        public DownloadStart download() {
            return download;
        }

        @Override
        public String toString() {
            return "Download started: " + download.maskedUrl();
        }
    }

    /** Event after each further MiB. */
    public static final class Progressed extends DownloadEvent {

        private final DownloadProgress progress;

        Progressed(Endpoint source, DownloadProgress progress) {
            super(source);
            this.progress = progress;
        }

        public DownloadProgress progress() {
            return progress;
        }

        @Override
        public String toString() {
            return "Download at " + progress.bytes() + " of " + progress.total() + " bytes: "
                    + progress.download().maskedUrl();
        }
    }

    /** Event at the end of a transfer, for any outcome. */
    public static final class Finished extends DownloadEvent {

        private final DownloadEnd end;

        Finished(Endpoint source, DownloadEnd end) {
            super(source);
            this.end = end;
        }

        public DownloadEnd end() {
            return end;
        }

        @Override
        public String toString() {
            return "Download finished, " + end.outcome().label() + ": "
                    + end.download().maskedUrl();
        }
    }

    /** Event after all links of a source message with several links have been processed. */
    public static final class BatchFinished extends DownloadEvent {

        private final String exchangeId;
        private final LinkSummary summary;

        BatchFinished(Endpoint source, String exchangeId, LinkSummary summary) {
            super(source);
            this.exchangeId = exchangeId;
            this.summary = summary;
        }

        /** Returns the ID of the exchange of the source message. */
        public String exchangeId() {
            return exchangeId;
        }

        public LinkSummary summary() {
            return summary;
        }

        @Override
        public String toString() {
            return "Links processed, exchange " + exchangeId + ": " + summary;
        }
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public Endpoint getSource() {
        return source;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }
}
