export {};

declare global {
  namespace App {
    interface Error {
      message: string;
    }
  }
}
