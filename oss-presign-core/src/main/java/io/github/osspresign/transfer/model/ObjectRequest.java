// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request for the object of a link.
 *
 * @param link the link, sent byte for byte
 * @param fileName name of the object, sub-folders allowed; {@code null} for the name that the response, the key or the
 *     URL gives
 * @param listener receives the progress, on the threads of the transfer, by one at a time
 * @param refresher gets a fresh link when this one expires too early, {@code null} if there is none
 * @param filter decides whether the object is downloaded
 */
public record ObjectRequest(
        PresignedLink link,
        @Nullable String fileName,
        ProgressListener listener,
        @Nullable LinkRefresher refresher,
        DownloadFilter filter) {

    public ObjectRequest {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(filter, "filter");
    }

    /** Returns a builder with the remote name, no listener, no refresher and a filter that admits every object. */
    public static Builder builder(PresignedLink link) {
        return new Builder(link);
    }

    /** Builder of a request; a property that is not set keeps its default. */
    public static final class Builder {

        private final PresignedLink link;
        private @Nullable String fileName;
        private ProgressListener listener = ProgressListener.NONE;
        private @Nullable LinkRefresher refresher;
        private DownloadFilter filter = DownloadFilter.OPEN;

        private Builder(PresignedLink link) {
            this.link = link;
        }

        /** Sets the name of the object, {@code null} for the remote name. */
        public Builder fileName(@Nullable String fileName) {
            this.fileName = fileName;
            return this;
        }

        /** Sets the listener that receives the progress. */
        public Builder listener(ProgressListener listener) {
            this.listener = listener;
            return this;
        }

        /** Sets the source of fresh links, {@code null} for none. */
        public Builder refresher(@Nullable LinkRefresher refresher) {
            this.refresher = refresher;
            return this;
        }

        /** Sets the filter that decides whether the object is downloaded. */
        public Builder filter(DownloadFilter filter) {
            this.filter = filter;
            return this;
        }

        /** Builds the request. */
        public ObjectRequest build() {
            return new ObjectRequest(link, fileName, listener, refresher, filter);
        }
    }
}
