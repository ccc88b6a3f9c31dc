package dev.understudy.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Lets nobody but its owner read or write a file, where the file system knows owners.
 */
final class OwnerOnly {

	private OwnerOnly() {
	}

	static FileAttribute<?>[] attributes(Path path) {
		boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

}
