// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.options.OptionUses;
import io.github.osspresign.sign.HttpMethod;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Uses of a {@code presign:} endpoint. */
enum PresignUse {
    SIGN("operation=sign"),
    SIGN_ALL("operation=signAll"),
    SIGN_PREFIX("operation=signPrefix"),
    POST_POLICY("operation=postPolicy"),
    MULTIPART("operation=multipart"),
    RENEW("operation=renew"),
    CONSUMER("a consumer"),
    REGIONAL_ENDPOINT("region instead of endpoint"),
    CDN("cdn"),
    PUT("method=PUT"),
    CALLBACK("callbackUrl");

    private static final Set<PresignUse> WITHOUT_PARTS_OF_LINKS = EnumSet.of(POST_POLICY, MULTIPART, RENEW);
    private static final Set<PresignUse> NEW_LINKS = EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, CONSUMER);
    /** Uses that list objects. */
    static final Set<PresignUse> LISTINGS = EnumSet.of(SIGN_PREFIX, CONSUMER);

    /** Uses of each option. */
    static final OptionUses<PresignConfiguration, PresignUse> OPTIONS = new OptionUses<
                    PresignConfiguration, PresignUse>(
                    new PresignConfiguration(), Set.of("callbackBody"), "use toD, or set a header of the message")
            .add(EnumSet.of(REGIONAL_ENDPOINT), "endpointType")
            .add(EnumSet.of(SIGN, SIGN_ALL, POST_POLICY, MULTIPART), "objectKey")
            .add(EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, POST_POLICY, RENEW, CONSUMER), "method")
            .add(EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, POST_POLICY, MULTIPART, CONSUMER), "query", "header")
            .add(EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, RENEW, CONSUMER), "cdn")
            .add(EnumSet.of(CDN), "authKey", "cdnValidity")
            .add(EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, MULTIPART, CONSUMER), "trafficLimit")
            .add(NEW_LINKS, "downloadFileName", "process", "additionalHeaders")
            .add(NEW_LINKS, "responseContentType", "responseContentDisposition")
            .add(EnumSet.of(SIGN, SIGN_ALL), "versionId")
            .add(EnumSet.of(SIGN), "verifyObject")
            .add(EnumSet.of(SIGN, RENEW), "renewWithin")
            .add(LISTINGS, "prefix", "antInclude", "antExclude", "minSize", "maxSize", "minAge", "maxAge")
            .add(EnumSet.of(CONSUMER), "maxMessagesPerPoll", "idempotentRepository", "stateRepository")
            .add(EnumSet.of(CONSUMER), "deleteAfterRead", "moveTo")
            .add(EnumSet.of(POST_POLICY), "minUploadSize", "maxUploadSize", "contentTypes")
            .add(EnumSet.of(POST_POLICY), "successStatus", "successRedirect", "openFields")
            .add(EnumSet.of(MULTIPART), "partSize")
            .add(EnumSet.of(PUT, POST_POLICY, MULTIPART), "callbackUrl", "uploadSize")
            .add(EnumSet.of(PUT, MULTIPART), "contentMd5")
            .add(EnumSet.of(CALLBACK), "callbackBody", "callbackVar");

    private final String selection;

    PresignUse(String selection) {
        this.selection = selection;
    }

    /**
     * Returns the uses of a producer or consumer.
     *
     * @param role operation of a producer, or {@link #CONSUMER}
     */
    static Set<PresignUse> active(PresignUse role, PresignConfiguration options) {
        Set<PresignUse> uses = EnumSet.of(role);
        if (options.getEndpoint() == null) {
            uses.add(REGIONAL_ENDPOINT);
        }
        if (options.getCdn() != null) {
            uses.add(CDN);
        }
        if (options.getMethod() == HttpMethod.PUT && (role == SIGN || role == SIGN_ALL)) {
            uses.add(PUT);
        }
        if (options.getCallbackUrl() != null) {
            uses.add(CALLBACK);
        }
        return uses;
    }

    /**
     * Returns whether an option would change each link, but not a form, an upload plan or a renewed link, or whether it is the
     * version of listed objects. Its author relies on it, even if it is a default.
     */
    static boolean isLostBy(PresignUse role, String option) {
        return LISTINGS.contains(role)
                ? option.equals("versionId")
                : WITHOUT_PARTS_OF_LINKS.contains(role)
                        && !option.equals("method")
                        && OPTIONS.isUsed(option, EnumSet.of(SIGN_ALL));
    }

    /** Returns the use of a producer with an operation. */
    static PresignUse of(PresignOperation operation) {
        return valueOf(operation.name());
    }

    /** Returns the use of a producer with a value of the option {@code operation}; {@code SIGN} for an unknown one. */
    static PresignUse ofOption(String operation) {
        return Arrays.stream(PresignOperation.values())
                .filter(known -> known.toString().equalsIgnoreCase(operation))
                .findFirst()
                .map(PresignUse::of)
                .orElse(SIGN);
    }

    /** Returns how to select the use. */
    @Override
    public String toString() {
        return selection;
    }
}
