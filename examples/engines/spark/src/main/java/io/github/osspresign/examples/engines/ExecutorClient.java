// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.TransferOptions;

/** One client for all tasks of an executor, created there by the first one. */
final class ExecutorClient {

    /** The hosts of OSS, or with {@code -DlocalDevelopment=true} this machine. */
    private static final HostPolicy HOSTS =
            Boolean.getBoolean("localDevelopment") ? HostPolicy.STRICT.allowingLoopback() : HostPolicy.STRICT;

    static final TransferClient CLIENT = TransferClient.builder()
            .options(TransferOptions.builder().hostPolicy(HOSTS).build())
            .build();

    private ExecutorClient() {}
}
