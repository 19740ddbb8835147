// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.options.OptionUses;
import java.util.EnumSet;
import java.util.Set;

/** Uses of an {@code osspresigned:} endpoint. */
enum OssPresignedUse {
    DOWNLOAD("operation=download"),
    UPLOAD("operation=upload"),
    CALLBACK("operation=callback"),
    PRODUCER("a producer"),
    CONSUMER("a consumer"),
    LINK_SOURCE("linkSource"),
    DIRECTORY("a directory"),
    FILE("a download without streaming"),
    REFRESH("refreshUri"),
    IDEMPOTENT("idempotent=true");

    /** Uses of each option. */
    static final OptionUses<OssPresignedConfiguration, OssPresignedUse> OPTIONS = new OptionUses<
                    OssPresignedConfiguration, OssPresignedUse>(
                    new OssPresignedConfiguration(),
                    // The endpoints of linkSource and refreshUri evaluate their own expressions; a password may contain
                    // anything.
                    Set.of("fileName", "idempotentKey", "linkSource", "refreshUri", "proxyAuthPassword"),
                    "only the directory and the options fileName and idempotentKey may contain one; if the expression is"
                            + " the link, pass it in the header " + OssPresignedConstants.LINK + " instead")
            .add(EnumSet.of(CONSUMER), "linkSource")
            .add(EnumSet.of(LINK_SOURCE), "trustSourceHeaders", "extract", "concurrentDownloads")
            .add(EnumSet.of(REFRESH), "refreshPrefixes")
            .add(EnumSet.of(DOWNLOAD), "fileName", "streaming", "idempotent")
            .add(EnumSet.of(DIRECTORY), "fileExist")
            .add(EnumSet.of(FILE), "partSize")
            .add(EnumSet.of(FILE, UPLOAD), "minFreeDisk", "parallelism")
            .add(EnumSet.of(UPLOAD), "abortOnFailure")
            .add(EnumSet.of(IDEMPOTENT, CALLBACK), "idempotentKey", "idempotentRepository")
            .add(EnumSet.of(DOWNLOAD, UPLOAD), "verify", "maxFileSize", "connectTimeout", "stallTimeout")
            .add(EnumSet.of(DOWNLOAD, UPLOAD), "transferTimeout", "maxAttempts", "backoffInitial")
            .add(EnumSet.of(DOWNLOAD, UPLOAD), "allowedHosts", "allowInternalEndpoints", "allowPrivateAddresses")
            .add(EnumSet.of(DOWNLOAD, UPLOAD), "allowHttp", "refreshUri", "maxBytesPerSecond", "transferListener");

    private final String selection;

    OssPresignedUse(String selection) {
        this.selection = selection;
    }

    /**
     * Returns the uses of a producer or consumer.
     *
     * @param role {@link #PRODUCER} or {@link #CONSUMER}
     * @param withDirectory whether the endpoint has a directory
     */
    static Set<OssPresignedUse> active(OssPresignedUse role, OssPresignedConfiguration options, boolean withDirectory) {
        OssPresignedUse operation = valueOf(options.getOperation().name());
        Set<OssPresignedUse> uses = EnumSet.of(role, operation);
        addIf(operation == DOWNLOAD && (withDirectory || !options.isStreaming()), FILE, uses);
        addIf(withDirectory, DIRECTORY, uses);
        addIf(options.isIdempotent(), IDEMPOTENT, uses);
        addIf(options.getRefreshUri() != null, REFRESH, uses);
        addIf(options.getLinkSource() != null, LINK_SOURCE, uses);
        return uses;
    }

    private static void addIf(boolean condition, OssPresignedUse use, Set<OssPresignedUse> uses) {
        if (condition) {
            uses.add(use);
        }
    }

    /** Returns how to select the use. */
    @Override
    public String toString() {
        return selection;
    }
}
