package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.options.OptionUses;
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
    REGIONAL_ENDPOINT("region instead of endpoint");

    private static final Set<PresignUse> NEW_LINKS = EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, CONSUMER);
    private static final Set<PresignUse> NEW_LINKS_AND_FORMS =
            EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, POST_POLICY, CONSUMER);
    private static final Set<PresignUse> NEW_LINKS_AND_UPLOADS =
            EnumSet.of(SIGN, SIGN_ALL, SIGN_PREFIX, MULTIPART, CONSUMER);
    private static final Set<PresignUse> NOT_UPLOADS = EnumSet.complementOf(EnumSet.of(MULTIPART, REGIONAL_ENDPOINT));
    private static final Set<PresignUse> WITHOUT_PARTS_OF_LINKS = EnumSet.of(POST_POLICY, MULTIPART, RENEW);
    private static final Set<PresignUse> UPLOADS = EnumSet.of(MULTIPART);
    private static final Set<PresignUse> LISTINGS = EnumSet.of(SIGN_PREFIX, CONSUMER);
    private static final Set<PresignUse> FORMS = EnumSet.of(POST_POLICY);

    /** Uses of each option. */
    static final OptionUses<PresignConfiguration, PresignUse> OPTIONS = new OptionUses<
                    PresignConfiguration, PresignUse>(
                    new PresignConfiguration(), Set.of(), "use toD, or set a header of the message")
            .add("region", PresignConfiguration::getRegion)
            .add("endpoint", PresignConfiguration::getEndpoint)
            .add("endpointType", PresignConfiguration::getEndpointType, EnumSet.of(REGIONAL_ENDPOINT))
            .add("cname", PresignConfiguration::isCname)
            .add("pathStyle", PresignConfiguration::isPathStyle)
            .add("accessKey", PresignConfiguration::getAccessKey)
            .add("secretKey", PresignConfiguration::getSecretKey)
            .add("sessionToken", PresignConfiguration::getSessionToken)
            .add("credentialsProvider", PresignConfiguration::getCredentialsProvider)
            .add("ossClient", PresignConfiguration::getOssClient)
            .add("objectKey", PresignConfiguration::getObjectKey, EnumSet.of(SIGN, SIGN_ALL, POST_POLICY, MULTIPART))
            .add("method", PresignConfiguration::getMethod, NOT_UPLOADS)
            .add("expiration", PresignConfiguration::getExpiration)
            .add("minValidity", PresignConfiguration::getMinValidity)
            .add("signatureVersion", PresignConfiguration::getSignatureVersion)
            .add("downloadFileName", PresignConfiguration::getDownloadFileName, NEW_LINKS)
            .add("responseContentType", PresignConfiguration::getResponseContentType, NEW_LINKS)
            .add("responseContentDisposition", PresignConfiguration::getResponseContentDisposition, NEW_LINKS)
            .add("responseCacheControl", PresignConfiguration::getResponseCacheControl, NEW_LINKS)
            .add("responseContentLanguage", PresignConfiguration::getResponseContentLanguage, NEW_LINKS)
            .add("responseContentEncoding", PresignConfiguration::getResponseContentEncoding, NEW_LINKS)
            .add("responseExpires", PresignConfiguration::getResponseExpires, NEW_LINKS)
            .add("versionId", PresignConfiguration::getVersionId, EnumSet.of(SIGN, SIGN_ALL))
            .add("process", PresignConfiguration::getProcess, NEW_LINKS)
            .add("trafficLimit", PresignConfiguration::getTrafficLimit, NEW_LINKS_AND_UPLOADS)
            .add("requestPayer", PresignConfiguration::getRequestPayer, NEW_LINKS_AND_UPLOADS)
            .add("sourceIp", PresignConfiguration::getSourceIp, NEW_LINKS_AND_UPLOADS)
            .add("query", PresignConfiguration::getQuery, NEW_LINKS_AND_FORMS)
            .add("header", PresignConfiguration::getHeader, EnumSet.complementOf(EnumSet.of(RENEW, REGIONAL_ENDPOINT)))
            .add("additionalHeaders", PresignConfiguration::getAdditionalHeaders, NEW_LINKS)
            .add("prefix", PresignConfiguration::getPrefix, LISTINGS)
            .add("include", PresignConfiguration::getInclude, LISTINGS)
            .add("exclude", PresignConfiguration::getExclude, LISTINGS)
            .add("minSize", PresignConfiguration::getMinSize, LISTINGS)
            .add("maxSize", PresignConfiguration::getMaxSize, LISTINGS)
            .add("minAge", PresignConfiguration::getMinAge, LISTINGS)
            .add("maxAge", PresignConfiguration::getMaxAge, LISTINGS)
            .add("maxMessagesPerPoll", PresignConfiguration::getMaxMessagesPerPoll, EnumSet.of(CONSUMER))
            .add("idempotentRepository", PresignConfiguration::getIdempotentRepository, EnumSet.of(CONSUMER))
            .add("stateRepository", PresignConfiguration::getStateRepository, EnumSet.of(CONSUMER))
            .add("verifyObject", PresignConfiguration::isVerifyObject, EnumSet.of(SIGN))
            .add("minContentLength", PresignConfiguration::getMinContentLength, FORMS)
            .add("maxContentLength", PresignConfiguration::getMaxContentLength, FORMS)
            .add("contentTypes", PresignConfiguration::getContentTypes, FORMS)
            .add("successStatus", PresignConfiguration::getSuccessStatus, FORMS)
            .add("successRedirect", PresignConfiguration::getSuccessRedirect, FORMS)
            .add("openFields", PresignConfiguration::getOpenFields, FORMS)
            .add("partSize", PresignConfiguration::getPartSize, UPLOADS)
            .add("uploadSize", PresignConfiguration::getUploadSize, UPLOADS)
            .add("operation", PresignConfiguration::getOperation)
            .add("renewWithin", PresignConfiguration::getRenewWithin, EnumSet.of(SIGN, RENEW))
            .add("output", PresignConfiguration::getOutput);

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
