package dev.understudy.sample.page;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A screenshot in few colours, the most frequent ones first, which makes it less than
 * half as big. Flat areas and text, of which the page consists, look the same.
 */
final class Picture {

	private static final int COLOURS = 256;

	/** Colours that are closer need only one of them. */
	private static final int ALIKE = 150;

	private final BufferedImage image;

	private final Map<Integer, Integer> places = new HashMap<>();

	private final int[] palette;

	private Picture(BufferedImage image) {
		this.image = image;
		this.palette = palette(image);
	}

	static void shrink(Path from, Path to) {
		try {
			BufferedImage image = ImageIO.read(from.toFile());
			write(new Picture(image).indexed(), to);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int[] palette(BufferedImage image) {
		Map<Integer, Integer> counts = new HashMap<>();
		for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
			counts.merge(pixel | 0xff000000, 1, Integer::sum);
		}
		List<Integer> chosen = new ArrayList<>();
		counts.keySet()
			.stream()
			.sorted(Comparator.comparing((Integer colour) -> -counts.get(colour)).thenComparing((colour) -> colour))
			.filter((colour) -> chosen.size() < COLOURS
					&& chosen.stream().allMatch((other) -> distance(colour, other) > ALIKE))
			.forEach(chosen::add);
		return chosen.stream().mapToInt(Integer::intValue).toArray();
	}

	private BufferedImage indexed() {
		IndexColorModel colours = new IndexColorModel(8, this.palette.length, this.palette, 0, false, -1, 0);
		BufferedImage indexed = new BufferedImage(this.image.getWidth(), this.image.getHeight(),
				BufferedImage.TYPE_BYTE_INDEXED, colours);
		for (int y = 0; y < this.image.getHeight(); y++) {
			for (int x = 0; x < this.image.getWidth(); x++) {
				int place = this.places.computeIfAbsent(this.image.getRGB(x, y), this::nearest);
				indexed.getRaster().setSample(x, y, 0, place);
			}
		}
		return indexed;
	}

	private int nearest(int pixel) {
		int nearest = 0;
		for (int i = 1; i < this.palette.length; i++) {
			if (distance(pixel, this.palette[i]) < distance(pixel, this.palette[nearest])) {
				nearest = i;
			}
		}
		return nearest;
	}

	private static int distance(int one, int other) {
		int red = (one >> 16 & 255) - (other >> 16 & 255);
		int green = (one >> 8 & 255) - (other >> 8 & 255);
		int blue = (one & 255) - (other & 255);
		return 3 * red * red + 4 * green * green + 2 * blue * blue;
	}

	private static void write(BufferedImage image, Path path) throws IOException {
		Files.deleteIfExists(path);
		ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
		ImageWriteParam how = writer.getDefaultWriteParam();
		how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
		how.setCompressionQuality(0);
		try (ImageOutputStream out = ImageIO.createImageOutputStream(path.toFile())) {
			writer.setOutput(out);
			writer.write(null, new IIOImage(image, null, null), how);
		}
		finally {
			writer.dispose();
		}
	}

}
