// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.LocalDevelopment;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.link.HostPattern;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of an endpoint in the form in which the transfer client takes them. */
final class TransferSettings {

    private TransferSettings() {}

    /**
     * Returns the options of the transfer client.
     *
     * @param localDevelopment the option of the component
     * @throws IllegalArgumentException if the value of an option is not allowed
     */
    static TransferOptions of(OssPresignedConfiguration options, boolean localDevelopment) {
        return TransferOptions.builder()
                .hostPolicy(hostPolicy(options, localDevelopment))
                .verify(options.getVerify())
                .maxFileSize(limit("maxFileSize", options.getMaxFileSize()))
                .minFreeDisk(SizeText.parse("minFreeDisk", options.getMinFreeDisk()))
                .connectTimeout(options.getConnectTimeout())
                .stallTimeout(options.getStallTimeout())
                .downloadTimeout(options.getDownloadTimeout())
                .retry(new RetryPolicy(options.getMaxAttempts(), options.getBackoffInitial(), options.getBackoffMax()))
                .partSize(SizeText.parse("partSize", options.getPartSize()))
                .parallelism(options.getParallelism())
                .proxy(proxy(options, localDevelopment))
                .maxBytesPerSecond(limit("maxBytesPerSecond", options.getMaxBytesPerSecond()))
                .build();
    }

    private static HostPolicy hostPolicy(OssPresignedConfiguration options, boolean localDevelopment) {
        List<HostPattern> patterns = CommaList.of("allowedHosts", options.getAllowedHosts()).stream()
                .map(HostPattern::parse)
                .toList();
        if (localDevelopment) {
            patterns.forEach(pattern -> LocalDevelopment.requireLoopback("allowedHosts", pattern.host()));
        }
        return new HostPolicy(
                patterns,
                options.isAllowInternalEndpoints(),
                options.isAllowPrivateAddresses(),
                options.isAllowHttp(),
                localDevelopment);
    }

    private static @Nullable ProxyServer proxy(OssPresignedConfiguration options, boolean localDevelopment) {
        String host = options.getProxyHost();
        boolean others = options.getProxyPort() != 0
                || options.getProxyAuthUsername() != null
                || options.getProxyAuthPassword() != null;
        if (host == null && others) {
            throw new IllegalArgumentException("proxyHost: not set; set it together with the other proxy options");
        }
        if (host == null) {
            return null;
        }
        if (localDevelopment) {
            LocalDevelopment.requireLoopback("proxyHost", host);
        }
        return new ProxyServer(
                host, options.getProxyPort(), options.getProxyAuthUsername(), options.getProxyAuthPassword());
    }

    private static long limit(String option, String text) {
        long limit = SizeText.parse(option, text);
        return limit == 0 ? TransferOptions.UNLIMITED : limit;
    }
}
