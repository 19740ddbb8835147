package io.github.osspresign.devserver.auth;

/** What a server insists on; all but the region settle what the documentation of OSS leaves open. */
public record SignatureRules(
        String region,
        boolean badV4UrlParameterIs400,
        boolean earlyV4UrlIs403,
        boolean repeatedV4ParameterIs400,
        boolean v4MismatchShowsCanonicalRequest,
        boolean v1IsAccepted,
        boolean v1UrlMayEndAfter7Days) {}
