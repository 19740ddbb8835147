package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.options.OptionUses;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Uses of an {@code osspresigned:} endpoint. */
enum OssPresignedUse {
    DOWNLOAD("operation=download"),
    UPLOAD("operation=upload"),
    PRODUCER("a producer"),
    CONSUMER("a consumer"),
    LINK_SOURCE("linkSource"),
    LINKS("links"),
    SECRET_URL("secretUrl"),
    DIRECTORY("a directory"),
    FILE("a download without streaming"),
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
            .add("operation", OssPresignedConfiguration::getOperation)
            .add("linkSource", OssPresignedConfiguration::getLinkSource, EnumSet.of(CONSUMER))
            .add("trustSourceHeaders", OssPresignedConfiguration::isTrustSourceHeaders, EnumSet.of(LINK_SOURCE))
            .add("links", OssPresignedConfiguration::getLinks, EnumSet.of(CONSUMER))
            .add("secretUrl", OssPresignedConfiguration::getSecretUrl, EnumSet.of(CONSUMER))
            .add("extract", OssPresignedConfiguration::getExtract, EnumSet.of(LINK_SOURCE))
            .add("concurrentDownloads", OssPresignedConfiguration::getConcurrentDownloads, EnumSet.of(LINK_SOURCE))
            .add("fileName", OssPresignedConfiguration::getFileName, EnumSet.of(DOWNLOAD))
            .add("fileExist", OssPresignedConfiguration::getFileExist, EnumSet.of(DIRECTORY))
            .add("streaming", OssPresignedConfiguration::isStreaming, EnumSet.of(DOWNLOAD))
            .add("localWorkPath", OssPresignedConfiguration::isLocalWorkPath, EnumSet.of(DIRECTORY))
            .add("verify", OssPresignedConfiguration::getVerify)
            .add("maxFileSize", OssPresignedConfiguration::getMaxFileSize)
            .add("minFreeDisk", OssPresignedConfiguration::getMinFreeDisk, EnumSet.of(FILE, UPLOAD))
            .add("allowedHosts", OssPresignedConfiguration::getAllowedHosts)
            .add("allowInternalEndpoints", OssPresignedConfiguration::isAllowInternalEndpoints)
            .add("allowPrivateAddresses", OssPresignedConfiguration::isAllowPrivateAddresses)
            .add("allowHttp", OssPresignedConfiguration::isAllowHttp)
            .add("connectTimeout", OssPresignedConfiguration::getConnectTimeout)
            .add("stallTimeout", OssPresignedConfiguration::getStallTimeout)
            .add("downloadTimeout", OssPresignedConfiguration::getDownloadTimeout)
            .add("maxAttempts", OssPresignedConfiguration::getMaxAttempts)
            .add("backoffInitial", OssPresignedConfiguration::getBackoffInitial)
            .add("backoffMax", OssPresignedConfiguration::getBackoffMax)
            .add("refreshUri", OssPresignedConfiguration::getRefreshUri)
            .add(
                    "refreshPrefixes",
                    OssPresignedConfiguration::getRefreshPrefixes,
                    EnumSet.of(PRODUCER, LINK_SOURCE, LINKS))
            .add("partSize", OssPresignedConfiguration::getPartSize, EnumSet.of(FILE))
            .add("parallelism", OssPresignedConfiguration::getParallelism, EnumSet.of(FILE, UPLOAD))
            .add("abortOnFailure", OssPresignedConfiguration::isAbortOnFailure, EnumSet.of(UPLOAD))
            .add("maxBytesPerSecond", OssPresignedConfiguration::getMaxBytesPerSecond)
            .add("idempotent", OssPresignedConfiguration::isIdempotent, EnumSet.of(DOWNLOAD))
            .add("idempotentKey", OssPresignedConfiguration::getIdempotentKey, EnumSet.of(IDEMPOTENT))
            .add("idempotentRepository", OssPresignedConfiguration::getIdempotentRepository, EnumSet.of(IDEMPOTENT))
            .add("progressListener", OssPresignedConfiguration::getProgressListener)
            .add("sslContextParameters", OssPresignedConfiguration::getSslContextParameters)
            .add("proxyHost", OssPresignedConfiguration::getProxyHost)
            .add("proxyPort", OssPresignedConfiguration::getProxyPort)
            .add("proxyAuthUsername", OssPresignedConfiguration::getProxyAuthUsername)
            .add("proxyAuthPassword", OssPresignedConfiguration::getProxyAuthPassword);

    /** Options of Camel's scheduler, which polls a bean or a URL for links. The endpoint of a {@code linkSource} has its own. */
    private static final Set<String> SCHEDULER = Arrays.stream(ScheduledPollEndpoint.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(UriParam.class))
            .map(field -> field.getName().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final String SCHEDULER_PREFIX = "scheduler.";

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
        boolean upload = options.getOperation() == OssPresignedOperation.UPLOAD;
        Set<OssPresignedUse> uses = EnumSet.of(role, upload ? UPLOAD : DOWNLOAD);
        addIf(!upload && (withDirectory || !options.isStreaming()), FILE, uses);
        addIf(withDirectory, DIRECTORY, uses);
        addIf(options.isIdempotent(), IDEMPOTENT, uses);
        addIf(options.getLinkSource() != null, LINK_SOURCE, uses);
        addIf(options.getLinks() != null, LINKS, uses);
        addIf(options.getSecretUrl() != null, SECRET_URL, uses);
        return uses;
    }

    private static void addIf(boolean condition, OssPresignedUse use, Set<OssPresignedUse> uses) {
        if (condition) {
            uses.add(use);
        }
    }

    /**
     * Checks that the options of an endpoint with a {@code linkSource} contain none of the scheduler. They get there if
     * the URI of the source is written without {@code RAW}.
     *
     * @throws IllegalArgumentException if they contain one
     */
    static void requireNoScheduler(Set<String> options) {
        for (String option : options) {
            String name = option.toLowerCase(Locale.ROOT);
            if (SCHEDULER.contains(name) || name.startsWith(SCHEDULER_PREFIX)) {
                throw new IllegalArgumentException(option + ": must be used with links or secretUrl, was used with"
                        + " linkSource; write options of the source as linkSource=RAW(...)");
            }
        }
    }

    /** Returns how to select the use. */
    @Override
    public String toString() {
        return selection;
    }
}
