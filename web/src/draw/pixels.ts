/** A canvas of one pixel a cell, drawn scaled by another: painting cells costs no more than there are cells. */
export class Pixels {
  readonly canvas = document.createElement('canvas');
  words = new Uint32Array(0);
  private image: ImageData | null = null;

  /** True where the size is another one and everything has to be painted anew. */
  resize(width: number, height: number): boolean {
    if (this.image && this.canvas.width === width && this.canvas.height === height) return false;
    this.canvas.width = width;
    this.canvas.height = height;
    this.image = new ImageData(width, height);
    this.words = new Uint32Array(this.image.data.buffer);
    return true;
  }
  /** Shows what was painted, of the columns from `first` on. */
  show(first = 0): void {
    if (!this.image) return;
    this.canvas.getContext('2d')?.putImageData(this.image, 0, 0, first, 0, this.image.width - first, this.image.height);
  }
}
