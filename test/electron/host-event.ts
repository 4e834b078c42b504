/** The first argument of Electron's events: parameters, and `preventDefault` if an app can stop the consequence. */
export class HostEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Creates an event that carries `params` as its own properties. */
export const hostEvent = <P extends object>(params?: P): HostEvent & P =>
  Object.assign(new HostEvent(), params) as HostEvent & P;
