// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedLink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request to upload bytes through a presigned PUT link. */
public final class UploadRequest {

    private final PresignedLink link;
    private final UploadContent content;
    private final ProgressListener listener;
    private final @Nullable LinkRefresher refresher;

    private UploadRequest(Builder builder) {
        this.link = builder.link;
        this.content = builder.content;
        this.listener = builder.listener;
        this.refresher = builder.refresher;
    }

    /** Returns a request for bytes that can be read again. */
    public static UploadRequest of(PresignedLink link, UploadSource source) {
        return builder(link, source).build();
    }

    /** Returns a builder for bytes that can be read again. */
    public static Builder builder(PresignedLink link, UploadSource source) {
        return builder(link, UploadContent.of(source));
    }

    /** Returns a builder with no listener and no refresher. */
    public static Builder builder(PresignedLink link, UploadContent content) {
        return new Builder(link, content);
    }

    /** Returns the link, signed for PUT. */
    public PresignedLink link() {
        return link;
    }

    /** Returns the bytes to upload; a stream is first copied to a temporary file. */
    public UploadContent content() {
        return content;
    }

    /** Returns the receiver of the progress. */
    public ProgressListener listener() {
        return listener;
    }

    /** Returns the source of fresh links, {@code null} if there is none. */
    public @Nullable LinkRefresher refresher() {
        return refresher;
    }

    /** Builder of a request; a property that is not set keeps its default. */
    public static final class Builder {

        private final PresignedLink link;
        private final UploadContent content;
        private ProgressListener listener = ProgressListener.NONE;
        private @Nullable LinkRefresher refresher;

        private Builder(PresignedLink link, UploadContent content) {
            this.link = Objects.requireNonNull(link, "link");
            this.content = Objects.requireNonNull(content, "content");
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

        /** Builds the request. */
        public UploadRequest build() {
            return new UploadRequest(this);
        }
    }
}
