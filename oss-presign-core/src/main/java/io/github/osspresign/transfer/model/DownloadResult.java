// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/** Result of a download that did not fail. */
public sealed interface DownloadResult permits Downloaded, DownloadStream, ExistingFile, AlreadySeen {}
