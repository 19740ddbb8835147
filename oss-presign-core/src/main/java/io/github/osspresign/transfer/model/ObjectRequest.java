// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request for the object of a link. */
public final class ObjectRequest {

    private final PresignedLink link;
    private final @Nullable String fileName;
    private final ProgressListener listener;
    private final @Nullable LinkRefresher refresher;
    private final DownloadFilter filter;

    private ObjectRequest(Builder builder) {
        this.link = builder.link;
        this.fileName = builder.fileName;
        this.listener = builder.listener;
        this.refresher = builder.refresher;
        this.filter = builder.filter;
    }

    /** Returns a request for an object with its remote name. */
    public static ObjectRequest of(PresignedLink link) {
        return builder(link).build();
    }

    /** Returns a builder with the remote name, no listener, no refresher and a filter that admits every object. */
    public static Builder builder(PresignedLink link) {
        return new Builder(link);
    }

    /** Returns the link, sent byte for byte. */
    public PresignedLink link() {
        return link;
    }

    /** Returns the name of the object, {@code null} for the name that the response, the key or the URL gives. */
    public @Nullable String fileName() {
        return fileName;
    }

    /** Returns the receiver of the progress. */
    public ProgressListener listener() {
        return listener;
    }

    /** Returns the source of fresh links, {@code null} if there is none. */
    public @Nullable LinkRefresher refresher() {
        return refresher;
    }

    /** Returns the filter that decides whether the object is downloaded. */
    public DownloadFilter filter() {
        return filter;
    }

    /** Builder of a request; a property that is not set keeps its default. */
    public static final class Builder {

        private final PresignedLink link;
        private @Nullable String fileName;
        private ProgressListener listener = ProgressListener.NONE;
        private @Nullable LinkRefresher refresher;
        private DownloadFilter filter = DownloadFilter.OPEN;

        private Builder(PresignedLink link) {
            this.link = Objects.requireNonNull(link, "link");
        }

        /** Sets the name of the object, sub-folders allowed; {@code null} for the remote name. */
        public Builder fileName(@Nullable String fileName) {
            this.fileName = fileName;
            return this;
        }

        /** Sets the receiver of the progress, on the threads of the transfer, by one at a time. */
        public Builder listener(ProgressListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets the source of a fresh link when this one expires too early, {@code null} for none. */
        public Builder refresher(@Nullable LinkRefresher refresher) {
            this.refresher = refresher;
            return this;
        }

        /** Sets the filter that decides whether the object is downloaded. */
        public Builder filter(DownloadFilter filter) {
            this.filter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /** Builds the request. */
        public ObjectRequest build() {
            return new ObjectRequest(this);
        }
    }
}
