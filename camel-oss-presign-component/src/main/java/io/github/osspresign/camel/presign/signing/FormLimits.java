// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the options demand of the files and fields of upload forms.
 *
 * @param contentTypes allowed content types; empty for all
 * @param minSize minimum size of the file in bytes
 * @param maxSize maximum size of the file in bytes
 * @param openFields fields that the policy leaves to the sender of the form
 * @param successStatus status of a successful upload, {@code null} for that of the service
 * @param successRedirect URL to which a successful upload leads, {@code null} for none
 */
public record FormLimits(
        List<String> contentTypes,
        long minSize,
        long maxSize,
        List<String> openFields,
        @Nullable String successStatus,
        @Nullable String successRedirect) {}
