// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedUpload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Request to upload bytes in parts by the links of a plan. */
public final class MultipartRequest {

    private final PresignedUpload plan;
    private final UploadContent content;
    private final ProgressListener listener;
    private final @Nullable LinkRefresher refresher;
    private final boolean abortOnFailure;

    private MultipartRequest(Builder builder) {
        this.plan = builder.plan;
        this.content = builder.content;
        this.listener = builder.listener;
        this.refresher = builder.refresher;
        this.abortOnFailure = builder.abortOnFailure;
    }

    /** Returns a request for bytes that can be read again. */
    public static MultipartRequest of(PresignedUpload plan, UploadSource source) {
        return builder(plan, UploadContent.of(source)).build();
    }

    /** Returns a builder with no listener and no refresher, which keeps the stored parts after a failure. */
    public static Builder builder(PresignedUpload plan, UploadContent content) {
        return new Builder(plan, content);
    }

    /** Returns the plan. */
    public PresignedUpload plan() {
        return plan;
    }

    /** Returns the bytes to upload. */
    public UploadContent content() {
        return content;
    }

    /** Returns the receiver of the progress of all parts together. */
    public ProgressListener listener() {
        return listener;
    }

    /** Returns the source of fresh links, {@code null} if there is none. */
    public @Nullable LinkRefresher refresher() {
        return refresher;
    }

    /** Returns whether a failed upload deletes the parts that are stored. */
    public boolean abortOnFailure() {
        return abortOnFailure;
    }

    /** Builder of a request; a property that is not set keeps its default. */
    public static final class Builder {

        private final PresignedUpload plan;
        private final UploadContent content;
        private ProgressListener listener = ProgressListener.NONE;
        private @Nullable LinkRefresher refresher;
        private boolean abortOnFailure;

        private Builder(PresignedUpload plan, UploadContent content) {
            this.plan = Objects.requireNonNull(plan, "plan");
            this.content = Objects.requireNonNull(content, "content");
        }

        /** Sets the receiver of the progress of all parts together. */
        public Builder listener(ProgressListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets the source of a fresh link when one of the plan expires, {@code null} for none; called by several threads at a time. */
        public Builder refresher(@Nullable LinkRefresher refresher) {
            this.refresher = refresher;
            return this;
        }

        /** Sets whether a failed upload deletes the parts that are stored; one that is cancelled or interrupted never does. */
        public Builder abortOnFailure(boolean abortOnFailure) {
            this.abortOnFailure = abortOnFailure;
            return this;
        }

        /** Builds the request. */
        public MultipartRequest build() {
            return new MultipartRequest(this);
        }
    }
}
