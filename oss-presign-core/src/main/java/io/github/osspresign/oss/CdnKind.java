// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

/** Kind of signature that Alibaba Cloud CDN checks: an MD5 hash with a time stamp (CDN help, "Configure URL signing"). */
public enum CdnKind {
    /** In the parameter {@code auth_key}. */
    A,
    /** Minute and hash before the path. */
    B,
    /** Hash and hexadecimal seconds before the path, or in two parameters. */
    C,
    /** Hash and decimal seconds in two parameters. With hexadecimal seconds, F is the same as C with parameters. */
    F
}
